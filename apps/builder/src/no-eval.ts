import { z } from 'zod';

// Imported before any schema is made: zod would try `new Function`, which a strict content security policy reports.
z.config({ jitless: true });
