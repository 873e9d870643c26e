import { Controller, Get, Header } from '@nestjs/common';
import { STYLE, STYLE_PATH } from './plain-style.ts';

/** The style sheet of all plain pages. */
@Controller()
export class PlainStyleController {
  @Get(STYLE_PATH)
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'no-cache')
  style(): string {
    return STYLE;
  }
}
