import { LabIcon } from '@jupyterlab/ui-components';

/** Two voices that answer each other. */
export const pieceIcon = new LabIcon({
  name: 'antiphon:piece',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16">
  <g class="jp-icon3" fill="#616161">
    <ellipse cx="6.2" cy="17.2" rx="3.2" ry="2.4" transform="rotate(-20 6.2 17.2)"/>
    <path d="M8.3 17V4.6h1.4c.2 2.6 3.4 3 3.4 6.3 0 .9-.2 1.7-.6 2.4.2-2.8-1.6-4-2.8-4.600V17z"/>
    <ellipse cx="17.8" cy="6.8" rx="3.2" ry="2.4" transform="rotate(-20 17.8 6.8)"/>
    <path d="M15.7 7v12.400h-1.400V7z"/>
  </g>
</svg>`,
});
