# Reads pages with RapidOCR (rapidocr-onnxruntime). Paths come in line by line, JSON goes out.
import json, resource, sys, time
from rapidocr_onnxruntime import RapidOCR

engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
for path in iter(sys.stdin.readline, ""):
    cpu, start = time.process_time(), time.perf_counter()
    result, _ = engine(path.strip())
    lines = []
    for points, text, confidence in result or []:
        xs, ys = [float(p[0]) for p in points], [float(p[1]) for p in points]
        lines.append({"text": text, "confidence": float(confidence), "box": [min(xs), min(ys), max(xs), max(ys)]})
    cost = {
        "seconds": time.perf_counter() - start,
        "cpuSeconds": time.process_time() - cpu,
        "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps({"lines": lines, "cost": cost}), flush=True)
