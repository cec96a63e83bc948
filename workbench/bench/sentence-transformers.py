"""Times all-MiniLM-L6-v2 through sentence-transformers: texts as JSON on stdin, figures as JSON on stdout."""

import json
import sys
import time

import sentence_transformers

request = json.load(sys.stdin)
model = sentence_transformers.SentenceTransformer("all-MiniLM-L6-v2", device="cpu", local_files_only=True)
texts = request["texts"]
model.encode(texts[:8])
seconds = []
for _ in range(request["rounds"]):
    start = time.perf_counter()
    model.encode(texts)
    seconds.append(time.perf_counter() - start)
seconds.sort()
lengths = [min(256, len(model.tokenizer(text)["input_ids"])) - 2 for text in texts]
json.dump(
    {
        "tokens": sum(lengths),
        "secondsMin": round(seconds[0], 3),
        "secondsMedian": round(seconds[len(seconds) // 2], 3),
        "tokensPerSecond": round(sum(lengths) / seconds[0]),
        "version": sentence_transformers.__version__,
    },
    sys.stdout,
)
