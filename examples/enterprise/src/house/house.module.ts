import { Module } from '@nestjs/common';
import { HouseAdapter } from './house.adapter.js';
import { HouseProbe } from './house.probe.js';

/** An adapter and a probe are found by their decorators: to provide them is all. */
@Module({ providers: [HouseAdapter, HouseProbe] })
export class HouseModule {}
