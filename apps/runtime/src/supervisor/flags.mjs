// Plain JavaScript: scripts/start.mjs reads the flags before anything is installed, main.ts reads them again.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const DEFAULT_PORT = 4400;
export const DEFAULT_DATA = '.suivi';

/** @param {readonly string[]} argv @param {string} checkout absolute folder that a default data folder lies in */
export function parseFlags(argv, checkout) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string', default: resolve(checkout, DEFAULT_DATA) },
        fresh: { type: 'boolean', default: false },
        'design-only': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return { kind: 'wrong', text: wrongArgument(error) };
  }
  if (values.help) return { kind: 'help' };
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65535) {
    return {
      kind: 'wrong',
      text: {
        zh: `--port 需要 0 到 65535 之间的整数（0 表示任意空闲端口），收到的是“${values.port}”。`,
        en: `--port needs a whole number from 0 to 65535 (0 means any free port), not "${values.port}".`,
      },
    };
  }
  if (values.data === '') {
    return { kind: 'wrong', text: { zh: '--data 需要一个文件夹路径。', en: '--data needs the path of a folder.' } };
  }
  const { fresh, 'design-only': designOnly } = values;
  return { kind: 'start', port, dataDir: resolve(values.data), fresh, designOnly };
}

/** Node's own messages run over several sentences; one with the argument's name is enough. */
function wrongArgument(error) {
  const argument = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return {
      zh: `选项 ${argument} 的值不正确；--help 会列出所有选项。`,
      en: `The option ${argument} has a wrong or missing value; --help lists the options.`,
    };
  }
  return {
    zh: `未知的选项 ${argument}；--help 会列出所有选项。`,
    en: `Unknown option ${argument}; --help lists them.`,
  };
}

export const HELP = {
  zh: `用法：npm start -- [选项]

  --port N       网页端口，默认 ${DEFAULT_PORT}（0 表示任意空闲端口）
  --data DIR     数据文件夹，默认为本目录下的 ${DEFAULT_DATA}
  --fresh        先清空数据文件夹
  --design-only  不需要 Temporal：只能绘制和审核，不运行任何旅程
  --help         显示本说明

环境变量：DATABASE_URL 使用已有的 PostgreSQL；TEMPORAL_ADDRESS（和 TEMPORAL_NAMESPACE）使用已有的 Temporal；
TEMPORAL_BIN 指定 temporal 程序。`,
  en: `Usage: npm start -- [options]

  --port N       port of the web page, default ${DEFAULT_PORT} (0 means any free port)
  --data DIR     data folder, default ${DEFAULT_DATA} in this checkout
  --fresh        empty the data folder first
  --design-only  needs no Temporal: journeys are drawn and reviewed, none runs
  --help         show this text

Environment: DATABASE_URL uses a PostgreSQL you have; TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE) a Temporal you have;
TEMPORAL_BIN names a temporal program.`,
};
