/** An uploaded picture of a user or an organization. */
export interface PictureRow {
  /** The user's or the organization's. */
  id: string;
  contentType: string;
  base64: string;
}
