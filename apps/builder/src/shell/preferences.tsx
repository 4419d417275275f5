import { useMantineColorScheme } from '@mantine/core';
import { Segmented } from '../design/form/segmented.tsx';
import { setLocale, useLocale, useSay } from '../words/words.ts';

/** Language and theme; both are kept on this device. */
export function Preferences() {
  const say = useSay();
  const locale = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="prefs">
      <Segmented
        name="language"
        label={say('prefs.language')}
        value={locale}
        testId="language"
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={setLocale}
      />
      <Segmented
        name="theme"
        label={say('prefs.theme')}
        value={colorScheme}
        testId="theme"
        options={[
          { value: 'light', label: say('prefs.light') },
          { value: 'dark', label: say('prefs.dark') },
          { value: 'auto', label: say('prefs.system') },
        ]}
        onChange={setColorScheme}
      />
    </div>
  );
}
