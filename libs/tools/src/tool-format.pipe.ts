import { Injectable, type PipeTransform } from '@nestjs/common';
import { invalidField } from 'llm-gateway/contracts';

export type ToolFormat = 'openai' | undefined;

/** Reads `?format`, which is `openai` or absent. Throws `invalid_request`. */
@Injectable()
export class ToolFormatPipe implements PipeTransform<unknown, ToolFormat> {
  transform(format: unknown): ToolFormat {
    if (format === undefined || format === 'openai') return format;
    throw invalidField('format', "must be 'openai', or left out");
  }
}
