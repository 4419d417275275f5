import { cleanText, fieldChanges } from '@suivi/schema';
import { z } from 'zod';
import { needs } from './trpc.ts';

const patient = z.object({ patient: z.uuid() });

/** Procedures under `patients`. */
export const patientProcedures = {
  list: needs('patient.read')
    .input(z.object({ query: cleanText(100).trim().default(''), after: z.uuid().optional() }))
    .query(({ ctx, input }) => ctx.services.listPatients(ctx.caller, input)),
  get: needs('patient.read')
    .input(patient)
    .query(({ ctx, input }) => ctx.services.getPatient(ctx.caller, input.patient)),
  timeline: needs('patient.read')
    .input(patient.extend({ before: z.string().max(400).optional() }))
    .query(({ ctx, input }) => ctx.services.patientTimeline(ctx.caller, input)),
  editFields: needs('patient.edit')
    .input(patient.extend({ fields: fieldChanges }))
    .mutation(({ ctx, input }) => ctx.services.editFields(ctx.caller, input)),
  hold: needs('patient.edit')
    .input(patient.extend({ hold: z.boolean(), reason: cleanText(200).trim().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.setClinicalHold(ctx.caller, input)),
};
