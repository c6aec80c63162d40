import { Module } from '@nestjs/common';
import { HouseAdapter } from './house.adapter.js';

/** An adapter is found by its decorator: to provide it is all. */
@Module({ providers: [HouseAdapter] })
export class HouseModule {}
