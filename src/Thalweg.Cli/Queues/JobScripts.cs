using System.Globalization;

namespace Thalweg.Cli.Queues;

/// <summary>The scripts that <c>sbatch</c> is given.</summary>
internal static class JobScripts
{
    /// <summary>Restarts at the time limit without a task or a checkpoint between them, of one array task.</summary>
    private const int MostFruitlessRestarts = 3;

    // Each kill leaves the tasks of at most two tries behind, so that the rest of a shard is computed.
    private const int MostKills = 20;

    /// <summary>Computes one shard; ahead of the time limit, and where a process is killed, it starts again.</summary>
    public static string Run(ArrayJob job)
    {
        string[] directives =
        [
            $"--array=1-{job.Shards}%{Math.Min(job.MaxRunning, job.Shards)}",
            $"--cpus-per-task={job.Cpus}",
            $"--mem={job.Memory}",
            $"--time={job.Time}",
            Invariant($"--signal=B:USR1@{TimeLimit.Lead(job.Limit)}"),
            "--requeue",
            "--open-mode=append",
            $"--output={Output(job, "%A_%a.log")}",
        ];
        return $$"""
            {{Head(
                job,
                $"Computes one of {job.Shards} shards. Submitted again, it goes on where it stopped.",
                directives
            )}}
            limit= killed=() kills=0
            trap 'limit=1; kill -USR1 "$pid" 2>/dev/null' USR1
            # scancel and the end of a limit reach the program themselves; a second signal would end it before it has saved.
            trap : TERM
            while :; do
              {{job.Program}} run "$folder/study.yaml" --out "$folder" --shard "$SLURM_ARRAY_TASK_ID/{{job.Shards}}" --share \
                --threads "${SLURM_CPUS_PER_TASK:-1}" "${killed[@]}" "$@" & pid=$!
              [ -z "$limit" ] || kill -USR1 "$pid"
              # A signal ends the waiting, not the program; of one that has ended, another wait says how.
              while wait "$pid"; kill -0 "$pid" 2>/dev/null; do :; done
              wait "$pid"; code=$?
              # Killed, as happens where memory runs out: what it was at is tried once more, then left.
              [ "$code" = 137 ] && [ -z "$limit" ] && [ $((kills += 1)) -le {{MostKills}} ] || break
              killed=(--after-kill "$pid")
            done
            # 138: the signal came before the program could answer it.
            if [ "$limit" ] && { [ "$code" = 130 ] || [ "$code" = 138 ]; }; then
              # Only a restart counts before which no task and no checkpoint was finished.
              note="$folder/slurm/restarts-${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
              count=$(cat "$note" 2>/dev/null || echo 0)
              grep -qs -e '"event":"end"' -e '"event":"checkpoint"' "$folder"/results/journal/*-"$SLURM_JOB_ID"-"$pid"-*.jsonl || count=$((count + 1))
              echo "$count" > "$note"
              if [ "$count" -lt {{MostFruitlessRestarts}} ]; then
                scontrol requeue "$SLURM_JOB_ID" && sleep 60
              else
                echo "stopped by the time limit {{MostFruitlessRestarts}} times before a task or a checkpoint was finished: give more --time" >&2
              fi
            fi
            [ "$code" = 3 ] && exit 0   # done, and a result did not converge: no failure of the job
            exit "$code"

            """;
    }

    /// <summary>Writes the page, once all shards have ended, however they did.</summary>
    public static string Merge(ArrayJob job)
    {
        string[] directives =
        [
            "--cpus-per-task=1",
            $"--mem={job.Memory}",
            $"--time={job.Time}",
            "--open-mode=append",
            $"--output={Output(job, "merge-%j.log")}",
        ];
        return $"""
            {Head(job, "Says what is missing, and writes the page of what is there.", directives)}
            {job.Program} merge "$folder"

            """;
    }

    private static string Head(ArrayJob job, string purpose, IEnumerable<string> directives)
    {
        var lines = new List<string> { "#!/bin/bash", $"# Written by 'thalweg slurm'. {purpose}" };
        lines.AddRange(
            directives
                .Prepend($"--job-name={job.Name}")
                .Concat(job.Partition is { } partition ? [$"--partition={partition}"] : [])
                .Concat(job.Extra)
                .Select(directive => $"#SBATCH {directive}")
        );
        lines.Add($"folder={ShellWord.Of(job.Folder)}");
        if (job.Prologue is { } prologue)
        {
            lines.Add($". {ShellWord.Of(prologue)} || exit");
        }
        return string.Join('\n', lines);
    }

    // A per cent sign begins a placeholder, and a blank would end the directive.
    private static string Output(ArrayJob job, string name) =>
        $"\"{Path.Combine(job.Folder, QueueFolder.Name).Replace("%", "%%", StringComparison.Ordinal)}/{name}\"";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
