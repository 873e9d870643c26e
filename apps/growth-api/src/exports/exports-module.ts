import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { ApiConfig } from '../config.ts';
import { Database } from '../database.ts';
import { DatabaseAway } from '../http/database-away.ts';
import { JsonStatController } from '../json-stat/json-stat.controller.ts';
import { ParquetController } from '../parquet/parquet.controller.ts';
import { Publications } from '../published/published-figures.ts';
import { NoticeBoard } from '../registers/notice-board.ts';
import { DataDoor, ReadData } from '../sdmx/data-door.ts';
import { SdmxBounds } from '../sdmx/sdmx-bounds.ts';
import { SdmxController } from '../sdmx/sdmx.controller.ts';
import { UsedCodes } from '../sdmx/used-codes.ts';
import { JoinedStates } from '../states/joined-states.ts';
import { TableController } from '../table/table.controller.ts';
import { StateSources } from '../table/whole-states.ts';

/** What exports are made with. */
export type ExportSettings = Pick<
  ApiConfig,
  | 'databaseUrl'
  | 'exportConnections'
  | 'statementMs'
  | 'workMs'
  | 'smallBases'
  | 'sdmxJsonStates'
  | 'logLevel'
>;

/** What reads many states, with connections of its own. */
@Module({})
export class ExportsModule {
  static with(settings: ExportSettings): DynamicModule {
    const database = Database.at({ ...settings, connections: settings.exportConnections });
    const joined = new JoinedStates(database.pool, new NoticeBoard(database.pool));
    const publications = new Publications(database.searches, settings.smallBases, settings.workMs);
    return {
      module: ExportsModule,
      controllers: [TableController, ParquetController, JsonStatController, SdmxController],
      providers: [
        { provide: Database, useValue: database },
        { provide: StateSources, useValue: new StateSources(database.searches, publications, joined) },
        { provide: UsedCodes, useValue: new UsedCodes(database.searches) },
        { provide: SdmxBounds, useValue: new SdmxBounds(settings.sdmxJsonStates) },
        { provide: DataDoor, useClass: ReadData },
        { provide: APP_INTERCEPTOR, useClass: DatabaseAway },
      ],
    };
  }
}
