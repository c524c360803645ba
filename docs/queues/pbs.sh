#!/bin/bash
# PBS: qsub -J 1-8 pbs.sh (Torque: qsub -t 1-8 pbs.sh), and once all have ended: thalweg merge FOLDER
#PBS -N study
#PBS -l select=1:ncpus=4:mem=8gb
#PBS -l walltime=02:00:00
#PBS -r y
cd "$PBS_O_WORKDIR" || exit
index=${PBS_ARRAY_INDEX:-$PBS_ARRAYID}
thalweg run study.yaml --out results/s --shard "$index/8" --share --threads 4 & pid=$!
trap 'kill -TERM "$pid"' TERM
while wait "$pid"; kill -0 "$pid" 2>/dev/null; do :; done
wait "$pid"; code=$?
[ "$code" = 3 ] && exit 0   # done, and a result did not converge
exit "$code"
