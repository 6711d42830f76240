/** A small quiet button beside an answer; a finger gets a larger one. */
export const SMALL =
  'inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded text-xs text-muted hover:text-fg pointer-coarse:min-h-10 pointer-coarse:min-w-10';
