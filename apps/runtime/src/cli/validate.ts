import { type PromiseVerdict, promises } from '@suivi/compiler';
import { type Diagnostic, diagnosticSentence, pickText, type Words } from '@suivi/schema';
import { problemLine, readJourneyFile } from './files.ts';
import { journeyCommand } from './journey-command.ts';

const HELP: Words = {
  zh: `用法：npx suivi validate 旅程文件 [--json] [--lang zh|en]

检查旅程（JSON 或 YAML），列出每个问题、所在节点和改法；服务承诺说明是否已证明。

退出码：0 没有错误（可能有提醒），1 有错误，2 用法或文件有误。`,
  en: `Usage: npx suivi validate JOURNEY [--json] [--lang zh|en]

Checks a journey (JSON or YAML) and lists every finding with its node and what to do about it; promises with whether they are proved.

Exit code: 0 no error (there may be warnings), 1 errors, 2 the call or the file is wrong.`,
};

export const validate = journeyCommand({
  help: HELP,
  files: 1,
  flags: {},
  run: async ({ files: [file = ''], json, output: { out, locale } }) => {
    const { model, ignored } = await readJourneyFile(file);
    const { diagnostics, journey } = model;
    const verdicts = promises(journey);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    if (json) {
      out(
        JSON.stringify({
          errors,
          promises: verdicts,
          diagnostics: diagnostics.map((each) => ({ ...each, ...diagnosticSentence(each) })),
        }),
      );
    } else {
      for (const diagnostic of diagnostics) out(lineOf(diagnostic, locale));
      for (const problem of ignored) out(`${KINDS.warning[locale]}  ${problemLine(file, problem, locale)}`);
      for (const { promise, verdict } of verdicts)
        out(`${STATES[verdict.state][locale]}  ${pickText(promise.title, locale)}`);
      const warnings = diagnostics.length - errors + ignored.length;
      out({ zh: `${errors} 个错误，${warnings} 个提醒`, en: `${errors} errors, ${warnings} warnings` }[locale]);
    }
    return errors > 0 ? 1 : 0;
  },
});

/** What can be said about a promise before anybody enters. */
const STATES: Record<PromiseVerdict['verdict']['state'], Words> = {
  proved: { zh: '已证明', en: 'proved' },
  refuted: { zh: '做不到', en: 'refuted' },
  watched: { zh: '运行中监测', en: 'watched' },
};

const KINDS: Record<Diagnostic['severity'], Words> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '提醒', en: 'warning' },
};

function lineOf(diagnostic: Diagnostic, locale: keyof Words): string {
  const { says, fix } = diagnosticSentence(diagnostic);
  const { severity, code, node, field } = diagnostic;
  const place = [node, field].filter(Boolean).join('.');
  return `${KINDS[severity][locale]}  ${place ? `${place}  ` : ''}${says[locale]} — ${fix[locale]} [${code}]`;
}
