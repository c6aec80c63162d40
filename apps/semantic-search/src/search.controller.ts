import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ErrorCode } from 'llm-gateway/contracts';
import { ApiRoute, JsonBodyPipe, SchemaValidator, type JsonBody } from 'llm-gateway/http';
import * as answers from './search-answers.schema.js';
import { DocumentQuery, DocumentRequest, SearchRequest } from './search-requests.schema.js';
import { SearchService } from './search.service.js';

const documentQuery = new SchemaValidator<DocumentQuery>(DocumentQuery, 'The query');
const UNKNOWN: readonly ErrorCode[] = ['collection_not_found'];

@Controller()
@ApiTags('Search')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Post('v1/documents')
  @ApiRoute(201, 'Indexes or replaces a document', { body: DocumentRequest, answer: answers.Added })
  addDocument(@Body(new JsonBodyPipe(DocumentRequest)) { value }: JsonBody<DocumentRequest>) {
    return this.service.add(value);
  }

  @Delete('v1/documents')
  @ApiRoute(204, 'Removes a document', {
    query: DocumentQuery,
    errors: [...UNKNOWN, 'document_not_found', 'invalid_request'],
  })
  deleteDocument(@Query() query: unknown): void {
    this.service.remove(documentQuery.check(query));
  }

  @Post('v1/search')
  @ApiRoute(200, 'Finds passages', { body: SearchRequest, answer: answers.Found, errors: UNKNOWN })
  search(@Body(new JsonBodyPipe(SearchRequest)) { value }: JsonBody<SearchRequest>) {
    return this.service.search(value);
  }

  @Get('v1/chunks/:id')
  @ApiRoute(200, 'One passage', { answer: answers.Chunk, errors: ['chunk_not_found'] })
  getChunk(@Param('id') id: string) {
    return this.service.chunk(id);
  }

  @Get('v1/collections')
  @ApiRoute(200, 'The collections and their sizes', { answer: answers.Collections })
  listCollections() {
    return this.service.list();
  }

  @Delete('v1/collections/:name')
  @ApiRoute(204, 'Removes a collection and its documents', { errors: UNKNOWN })
  deleteCollection(@Param('name') name: string): void {
    this.service.removeCollection(name);
  }
}
