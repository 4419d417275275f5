/** What a clinical hold does to a step (engine.md): the field by which each node says so, and its words. */
import type { HoldPolicy } from '@suivi/schema';
import { z } from 'zod';
import { meta } from './form-field.ts';

const POLICIES = ['freeze', 'extend', 'skip', 'ignore'] as const satisfies readonly HoldPolicy[];

export const holdField = () =>
  z
    .enum(POLICIES)
    .default('freeze')
    .meta(meta({ control: 'choice', choices: POLICIES, advanced: true }));

export const HOLD_WORDS = {
  zh: {
    'field.hold': '临床暂停时',
    'choice.freeze': '停在这里，解除后再走',
    'choice.extend': '停下，并顺延同样长',
    'choice.skip': '跳过这一步',
    'choice.ignore': '照常进行（安全类）',
  },
  en: {
    'field.hold': 'In a clinical hold',
    'choice.freeze': 'Stops here until lifted',
    'choice.extend': 'Stops, and lasts longer',
    'choice.skip': 'Is left out',
    'choice.ignore': 'Goes on (safety)',
  },
} as const;

/** Nothing where it is what every step does anyway, so that plans of before keep their hash. */
export const lowerHold = (hold: HoldPolicy): { hold?: HoldPolicy } => (hold === 'freeze' ? {} : { hold });
