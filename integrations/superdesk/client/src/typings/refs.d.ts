/// <reference path='../../../../node_modules/superdesk-core/scripts/core/superdesk-api.d.ts' />
