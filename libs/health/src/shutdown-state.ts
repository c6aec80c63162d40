import { Injectable } from '@nestjs/common';

/** Whether this process is on its way out: from then on it is not ready, whatever its probes say. */
@Injectable()
export class ShutdownState {
  #hasBegun = false;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
  }
}
