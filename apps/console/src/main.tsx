import { render } from 'preact';
import './styles/theme.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/conversation.css';
import { App } from './app.js';

render(<App />, document.getElementById('console')!);
