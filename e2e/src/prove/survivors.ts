/** The part of a report in the format of mutation-testing-report-schema that is read here. */
export interface MutationReport {
  files: Record<string, { source: string; mutants: readonly Mutant[] }>;
}

interface Mutant {
  replacement?: string;
  /** Lines and columns count from 1. */
  location: { start: Place; end: Place };
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'RuntimeError' | 'Ignored' | 'Pending';
}

interface Place {
  line: number;
  column: number;
}

export interface FileScore {
  file: string;
  /** A mutant that never comes to an end is noticed too. */
  killed: number;
  all: number;
  /** One line for each that no test noticed: `file | line of the source | what stood there → what the mutant says`. */
  survivors: string[];
}

const MAX_LENGTH = 90;

export function scores({ files }: MutationReport): FileScore[] {
  return Object.entries(files).map(([path, { source, mutants }]) => {
    const file = path.split('/').at(-1) ?? path;
    const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    const left = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const survivors = left.map((mutant) => `${file} | ${told(source.split('\n'), mutant)}`);
    return { file, killed, all: killed + left.length, survivors };
  });
}

// By its text and not by its line number, which changes with every edit above it.
function told(lines: readonly string[], { location: { start, end }, replacement = '' }: Mutant): string {
  const inside = lines.slice(start.line - 1, end.line);
  const last = inside.length - 1;
  inside[last] = inside[last]?.slice(0, end.column - 1) ?? '';
  inside[0] = inside[0]?.slice(start.column - 1) ?? '';
  return `${short(lines[start.line - 1] ?? '')} | ${short(inside.join(' '))} → ${short(replacement)}`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/** The survivors that a list in Markdown gives a reason for: the lines of its fenced blocks, as they are printed. */
export function listedSurvivors(markdown: string): string[] {
  const blocks = markdown.split(/^```.*$/m).filter((_, k) => k % 2 === 1);
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line !== '');
}

/** What the list lacks, and what it holds although a test notices it. The same line twice stands for two mutants. */
export function compareSurvivors(found: readonly FileScore[], listed: readonly string[]) {
  const open = [...listed];
  const unlisted = found
    .flatMap(({ survivors }) => survivors)
    .filter((survivor) => {
      const place = open.indexOf(survivor);
      if (place >= 0) open.splice(place, 1);
      return place < 0;
    });
  const stale = open.filter((line) => found.some(({ file }) => line.startsWith(`${file} | `)));
  return { unlisted, stale };
}
