#!/bin/bash
# LSF: bsub < lsf.sh, and once all have ended (bsub -w 'ended("study")'): thalweg merge FOLDER
#BSUB -J study[1-8]
#BSUB -n 4
#BSUB -R "span[hosts=1] rusage[mem=8GB]"
#BSUB -W 02:00
#BSUB -wa USR1 -wt 2
#BSUB -r
#BSUB -o study.%J_%I.log
thalweg run study.yaml --out results/s --shard "$LSB_JOBINDEX/8" --share --threads 4 & pid=$!
trap 'kill -USR1 "$pid"' USR1
trap : TERM
while wait "$pid"; kill -0 "$pid" 2>/dev/null; do :; done
wait "$pid"; code=$?
[ "$code" = 3 ] && exit 0   # done, and a result did not converge
exit "$code"
