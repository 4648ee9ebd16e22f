// The workbench's one script. Every page works without it; it adds partial updates, live events and shortcuts.
import './app.css';
import './htmx.js';
import 'htmx-ext-sse';
import { startCopy } from './copy.js';
import { startDialogs } from './dialogs.js';
import { startKeys } from './keys.js';
import { startTabs } from './tabs.js';
import { startTheme } from './theme.js';
import { startTimes } from './times.js';
import { startUndo } from './undo.js';
import { startUploads } from './uploads.js';

startTheme();
startCopy();
startDialogs();
startKeys();
startTabs();
startTimes();
startUndo();
startUploads();
