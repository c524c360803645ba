#!/bin/bash
# Grid Engine: qsub sge.sh, and once all have ended (qsub -hold_jid study): thalweg merge FOLDER
#$ -N study
#$ -t 1-8
#$ -pe smp 4
#$ -l h_rt=02:00:00,s_rt=01:58:00,mem_free=2G
#$ -notify
#$ -r y
#$ -cwd
thalweg run study.yaml --out results/s --shard "$SGE_TASK_ID/8" --share --threads "${NSLOTS:-1}" & pid=$!
trap 'kill -USR1 "$pid"' USR1 USR2
while wait "$pid"; kill -0 "$pid" 2>/dev/null; do :; done
wait "$pid"; code=$?
[ "$code" = 3 ] && exit 0   # done, and a result did not converge
exit "$code"
