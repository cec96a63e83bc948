/** Folder of all-MiniLM-L6-v2 as ONNX: 384 dimensions. */
export declare const minilmFolder: string;

/** Folder of the static model distilled from it: 256 dimensions. */
export declare const staticFolder: string;
