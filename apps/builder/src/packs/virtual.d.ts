/** Made by vite-packs.ts from suivi.config.ts. */
declare module 'virtual:suivi-packs' {
  export const packs: readonly import('@suivi/nodes').NodePack[];
}
