// Runs before the first paint, so that neither the colours nor the language flicker.
(() => {
  const asked = new URLSearchParams(location.search);
  const zh = (asked.get('lang') ?? navigator.language).toLowerCase().startsWith('zh');
  document.documentElement.lang = zh ? 'zh-CN' : 'en';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const theme = asked.get('theme') ?? (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme === 'dark' ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
})();
