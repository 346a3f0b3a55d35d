import { HandledForm } from './handled-form.tsx';

/** Forms and links that the browser handles by itself. */
export default function FormsPage() {
  return (
    <main>
      <form id="plain" method="post" action="/receive">
        <input name="text" aria-label="Text" />
        <textarea name="long" aria-label="Long" />
        <input name="submit" type="hidden" defaultValue="a field that hides a method" />
        <button type="submit" name="act" value="save">
          Save
        </button>
        <button type="submit" name="act" value="publish" formAction="/receive?published=1">
          Publish
        </button>
      </form>
      <form id="upload" method="post" action="/receive" encType="multipart/form-data">
        <input name="title" aria-label="Title" />
        <input type="file" name="files" multiple aria-label="Files" />
        <input type="file" name="none" aria-label="None" />
        <button type="submit">Upload</button>
      </form>
      <form id="new-tab" method="post" action="/receive" target="_blank" rel="noopener">
        <input name="where" defaultValue="new tab" aria-label="Where" />
        <button type="submit">Open</button>
      </form>
      <form id="required" method="post" action="/receive">
        <input name="must" required aria-label="Must" />
        <button type="submit">Require</button>
      </form>
      <form id="query" action="/forms">
        <input name="q" aria-label="Query" />
        <button type="submit">Search</button>
      </form>
      <HandledForm />
      <a href="/file">file</a>
      <a href="/api/report">report</a>
      <a href="/file" target="_blank" rel="noopener">
        file in a new tab
      </a>
      <a href="/file" download="saved.txt">
        save file
      </a>
      <a href="/empty">nothing</a>
      <a href="#plain">place</a>
    </main>
  );
}
