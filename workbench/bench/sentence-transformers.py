"""Times all-MiniLM-L6-v2 through sentence-transformers: texts as JSON on stdin, figures as JSON on stdout.

SENTENCE_TRANSFORMERS_MODEL names a folder with the model where the hub's cache has none.
"""

import json
import os
import sys
import time

import sentence_transformers

request = json.load(sys.stdin)
name = os.environ.get("SENTENCE_TRANSFORMERS_MODEL", "all-MiniLM-L6-v2")
model = sentence_transformers.SentenceTransformer(name, device="cpu", local_files_only=True)
model.max_seq_length = 256
texts = request["texts"]
model.encode(texts[:8])
seconds, processor = [], []
for _ in range(request["rounds"]):
    start, used = time.perf_counter(), time.process_time()
    model.encode(texts)
    seconds.append(time.perf_counter() - start)
    processor.append(time.process_time() - used)
lengths = [min(256, len(model.tokenizer(text, truncation=True, max_length=256)["input_ids"])) - 2 for text in texts]
json.dump(
    {
        "tokens": sum(lengths),
        "secondsMin": round(min(seconds), 3),
        "secondsMedian": round(sorted(seconds)[len(seconds) // 2], 3),
        "tokensPerSecond": round(sum(lengths) / min(seconds)),
        "tokensPerProcessorSecond": round(sum(lengths) / min(processor)),
        "version": sentence_transformers.__version__,
    },
    sys.stdout,
)
