import { css } from 'lit';

export const fieldRowStyles = css`
  :host {
    display: block;
    block-size: auto;
    container-type: normal;
  }

  .fact {
    flex-wrap: wrap;
    gap: 2px 12px;
  }

  .fact--whole {
    flex-direction: column;
    align-items: stretch;
  }

  .fact--whole .fact__value {
    inline-size: fit-content;
    white-space: pre-line;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }

  .value {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 10px;
    min-inline-size: 0;
    margin-inline-start: auto;
  }

  .edit {
    padding-inline-end: 0;
  }

  .editor {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding-block: 10px;
  }

  .buttons {
    margin: 0;
  }
`;
