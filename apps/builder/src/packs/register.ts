import { packs } from 'virtual:suivi-packs';
import { registerPack } from '@suivi/nodes';

// Before anything is drawn: every part of the page finds the nodes of packs as it finds the built-in ones.
for (const pack of packs) registerPack(pack);
