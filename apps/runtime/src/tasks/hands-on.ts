/**
 * Whether the next deadline of a run at this node hands its to-do on to another group, so that the run does not go on
 * then, in SQL. All three are expressions: the run's id, the node's id, the document of the run's version.
 */
export const handsOn = (run: string, node: string, document: string): string =>
  // CASE: only for the few who stand at a to-do is a document read.
  `CASE WHEN EXISTS (SELECT FROM tasks handed
     WHERE handed.run_id = ${run} AND handed.node_id = ${node} AND handed.state = 'open' AND handed.waits
       AND handed.escalated_at IS NULL)
   THEN ${document}->'nodes'->${node}->'config'->>'escalation' IS NOT NULL ELSE false END`;
