import type { Page } from 'playwright-core';
import { contrastFindings } from './contrast-findings.ts';
import { type Finding, giveTools } from './page-tools.ts';
import { placeFindings } from './place-findings.ts';
import { textFindings } from './text-findings.ts';

/** Everything that geometry and colours tell about a screen as it stands now; the same finding once. */
export async function lookOver(page: Page): Promise<Finding[]> {
  await giveTools(page);
  const all = [
    ...(await page.evaluate(placeFindings)),
    ...(await page.evaluate(textFindings)),
    ...(await page.evaluate(contrastFindings)),
  ];
  return [...new Map(all.map((finding) => [`${finding.what}\n${finding.where}`, finding])).values()];
}
