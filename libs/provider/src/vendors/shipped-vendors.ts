import { ollama } from './ollama.vendor.js';
import type { VendorEntry } from './vendor-entry.js';

/** The vendors that every gateway knows, in the order in which their routes are tried. */
export const SHIPPED_VENDORS: readonly VendorEntry[] = [ollama];
