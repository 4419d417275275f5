import { ActionIcon, Button, type CSSVariablesResolver, createTheme, Input, NumberInput, Tooltip } from '@mantine/core';

/** 黛青, the brand colour, in Mantine's ten shades. */
const DAI = [
  '#EAF5F5',
  '#D2E8E9',
  '#A8D1D4',
  '#67C7CB',
  '#4D9CA3',
  '#12828C',
  '#0F6B75',
  '#0C5A63',
  '#08454C',
  '#053238',
] as const;

export const theme = createTheme({
  primaryColor: 'dai',
  primaryShade: { light: 7, dark: 3 },
  colors: { dai: [...DAI] },
  fontFamily: 'var(--font)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.54', lg: '1.6', xl: '1.5' },
  fontWeights: { medium: '500' },
  headings: { fontWeight: '500' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  shadows: { sm: 'var(--sh-1)', md: 'var(--sh-2)', lg: 'var(--sh-3)' },
  focusRing: 'auto',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs' },
      styles: { label: { fontWeight: 500 } },
      vars: () => ({
        root: { '--button-height': '28px', '--button-padding-x': '10px', '--button-fz': '12px' },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 28, color: 'gray' } }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '30px', '--input-fz': '13px', '--input-padding': '9px' } }),
    }),
    NumberInput: NumberInput.extend({ defaultProps: { hideControls: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false } }),
  },
});

/** Points Mantine's variables at ours, so that both themes come from tokens.css alone. */
export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-white': 'var(--surface)',
    '--mantine-color-black': 'var(--ink)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--err)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-color-gray-light-color': 'var(--ink-2)',
    '--mantine-color-gray-light-hover': 'var(--sunken)',
    '--mantine-color-dai-filled': 'var(--brand)',
    '--mantine-color-dai-filled-hover': 'var(--brand-hover)',
    '--mantine-primary-color-contrast': 'var(--on-brand)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line)',
  };
  // Mantine paints fields and floats of the dark theme with its own greys.
  const dark = {
    '--mantine-color-dark-0': 'var(--ink)',
    '--mantine-color-dark-1': 'var(--ink-2)',
    '--mantine-color-dark-2': 'var(--ink-3)',
    '--mantine-color-dark-3': 'var(--ink-3)',
    '--mantine-color-dark-4': 'var(--line-2)',
    '--mantine-color-dark-5': 'var(--sunken)',
    '--mantine-color-dark-6': 'var(--surface)',
    '--mantine-color-dark-7': 'var(--surface)',
    '--mantine-color-dark-8': 'var(--bg)',
  };
  return { variables: both, light: both, dark: { ...both, ...dark } };
};
