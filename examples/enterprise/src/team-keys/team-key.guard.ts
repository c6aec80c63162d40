import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { setOwner } from 'llm-gateway/http';
import { TeamKeys } from './team-keys.js';

/** Kubelets have no key. */
const OPEN: ReadonlySet<string> = new Set(['/health', '/health/ready']);
const METRICS = '/metrics';
const METRICS_TEAM = 'platform';

/** Wants a team's key for every route but the kubelet's health checks. */
@Injectable()
export class TeamKeyGuard implements CanActivate {
  constructor(private readonly keys: TeamKeys) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    // As the route was declared: the path of the request may differ in case, or end in a slash.
    const { path } = request.route as { readonly path: string };
    if (OPEN.has(path)) return true;
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const team = this.keys.teamOf(key);
    if (team === undefined) {
      http.getResponse<Response>().setHeader('www-authenticate', 'Bearer');
      throw new UnauthorizedException("Send your team's key: 'Authorization: Bearer <key>'.");
    }
    if (path === METRICS && team !== METRICS_TEAM)
      throw new ForbiddenException(`${METRICS} is for ${METRICS_TEAM}, and you are ${team}.`);
    setOwner(request, team);
    return true;
  }
}
