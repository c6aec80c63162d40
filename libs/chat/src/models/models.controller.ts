import { Controller, Get, Param } from '@nestjs/common';
import { ApiModel, ApiModels } from './models.openapi.js';
import { ModelsService } from './models.service.js';
import type { ListedModel, ModelList } from './listed-model.js';

@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  @ApiModels()
  list(): Promise<ModelList> {
    return this.models.list();
  }

  // Model names contain slashes: both `openai%2Fgpt-5` and `openai/gpt-5` lead here.
  @Get('*id')
  @ApiModel()
  get(@Param('id') id: string | string[]): Promise<ListedModel> {
    return this.models.get([id].flat().join('/'));
  }
}
