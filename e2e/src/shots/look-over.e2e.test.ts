import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnBrowser, openBrowser } from '../browser.ts';
import { lookOver } from './look-over.ts';

let own: OwnBrowser;
let page: Page;
beforeAll(async () => {
  own = await openBrowser();
  page = await own.browser.newPage({ viewport: { width: 390, height: 600 } });
});
afterAll(() => own?.close());

const SOUND = '<style>body { margin: 8px; font: 14px sans-serif; background: #fff }</style>';
const found = async (html: string): Promise<string[]> => {
  await page.setContent(SOUND + html);
  return (await lookOver(page)).map(({ what }) => what);
};

test('a sound page has nothing to tell', async () => {
  const cut = 'width: 90px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap';
  expect(
    await found(`<p>Text</p><p style="${cut}" title="all of it">A long line that is cut</p><button>Go</button>`),
  ).toEqual([]);
});

test.each([
  ['text runs out of its box', '<p style="width: 40px; white-space: nowrap">A long line that goes on</p>'],
  [
    'text is cut and told nowhere',
    '<p style="width: 40px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">A long line</p>',
  ],
  [
    'text is cut by div.box',
    '<div class="box" style="width: 60px; overflow: hidden"><span style="white-space: nowrap">A long line of text</span></div>',
  ],
  [
    'lines are cut and told nowhere',
    '<p style="width: 60px; height: 20px; overflow: hidden">Some lines of text that wrap</p>',
  ],
  ['font of 9 px', '<p style="font-size: 9px">small</p>'],
  ['contrast of text 2.8 of 4.5', '<p style="color: #999">pale</p>'],
  ['contrast of text 2.8 of 4.5', '<p style="color: #000; opacity: .4">pale</p>'],
  [
    'lies on button “B”',
    '<button style="position: absolute; left: 20px; top: 20px; width: 60px">A</button><button style="position: absolute; left: 60px; top: 25px; width: 60px">B</button>',
  ],
  ['lies outside the screen', '<button style="position: fixed; left: 360px; width: 80px">Go</button>'],
  [
    'node lies on b',
    '<i data-testid="node" data-node="a" style="display: block; height: 40px">a</i><i data-testid="node" data-node="b" style="display: block; height: 40px; margin-top: -20px">b</i>',
  ],
  [
    'lies under div.mid div.float',
    '<div class="mid"><i data-testid="node" data-node="a" style="display: block; height: 40px">a</i><div class="float" style="margin-top: -20px">map</div></div>',
  ],
  [
    'runs out of the canvas',
    '<div class="react-flow" style="position: relative; width: 90px; height: 60px"><i class="react-flow__edge" style="position: absolute; left: 60px; width: 50px; height: 4px"></i></div>',
  ],
  ['the page scrolls sideways: 500 px', '<div style="width: 492px; height: 10px"></div>'],
])('tells: %s', async (what, html) => {
  expect(await found(html)).toContain(what);
});
