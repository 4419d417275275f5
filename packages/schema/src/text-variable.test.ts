import { expect, test } from 'vitest';
import { fillText, malformedVariable, textVariables } from './text-variable.ts';

const fields: Record<string, unknown> = {
  称呼: '陈阿姨',
  天数: 3,
  空: ' ',
  血糖: { value: 5.4, unit: 'mmol/L' },
  停: null,
};
const fieldValue = (field: string) => fields[field];

test('a variable is replaced by the field of the patient, a measurement with its unit', () => {
  expect(fillText('{{称呼}}，第{{ 天数 }}天，{{血糖}}', fieldValue)).toEqual({ text: '陈阿姨，第3天，5.4 mmol/L' });
});

test('a field that is not known takes what stands after the bar, and without that the text cannot be sent', () => {
  expect(fillText('{{名|您}}好{{空|！}}', fieldValue)).toEqual({ text: '您好！' });
  expect(fillText('{{停}}{{名}}{{名}}{{称呼}}', fieldValue)).toEqual({ missing: ['停', '名'] });
});

test('a value that looks like a variable is not replaced again', () => {
  expect(fillText('{{a}}', () => '{{b}}')).toEqual({ text: '{{b}}' });
});

test('the variables of a text are listed once each; one use without fallback needs the value', () => {
  expect(textVariables('{{称呼|您}}{{天数}}{{称呼|你}}')).toEqual([
    { field: '称呼', fallback: '您' },
    { field: '天数' },
  ]);
  expect(textVariables('{{称呼|您}}{{称呼}}')).toEqual([{ field: '称呼' }]);
});

test.each(['{{}}', '{{a b}}', '{{1}}', '{{a', 'a}}', '{{a|b|c}}'])('%s is no variable, and is found', (text) => {
  expect(malformedVariable(`好 ${text} 好`)).toBeDefined();
});

test('single braces and well-formed variables are no mistake', () => {
  expect(malformedVariable('{好} {{称呼|您}} }{ {{reading.value}}')).toBeUndefined();
});
