using System.Globalization;
using Spectre.Console;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Running;

namespace Thalweg.Cli;

/// <summary>One line per stage of the work on standard error, with rate and time left: bars on a terminal, plain lines elsewhere.</summary>
internal abstract class Progress
{
    /// <summary>Shows progress while the work runs.</summary>
    public static T During<T>(Terminal terminal, Func<Progress, T> work)
    {
        if (terminal.Style is not (TerminalStyle.Bars or TerminalStyle.ColourlessBars))
        {
            return work(new ProgressLines(terminal.Error, TimeProvider.System));
        }
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(terminal.Screen),
                Interactive = InteractionSupport.Yes,
                ColorSystem =
                    terminal.Style == TerminalStyle.Bars ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        return console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context => work(new Bars(context)));
    }

    /// <summary>Reports the state of a stage; the first report of a name opens its line.</summary>
    /// <param name="fraction">Share that is done, 0 to 1.</param>
    /// <param name="detail">For example the rate.</param>
    public abstract void Report(string stage, double fraction, string detail);

    /// <summary>Takes the share of <paramref name="total"/> losses that is done.</summary>
    public Action<double> ForLosses(string stage, long total) =>
        fraction => Report(stage, fraction, $"{Count((long)(fraction * total))} of {Count(total)} losses");

    /// <summary>Takes the share that is done.</summary>
    public IProgress<double> ForShare(string stage) => new Listener<double>(share => Report(stage, share, ""));

    public IProgress<TrainingProgress> ForTraining(string stage) =>
        new Listener<TrainingProgress>(p =>
            Report(
                stage,
                p.Steps > 0 ? (double)p.Step / p.Steps : 1,
                string.Create(CultureInfo.InvariantCulture, $"loss {p.Loss:g6}, {p.StepsPerSecond:f0} steps/s")
            )
        );

    public IProgress<StageProgress> ForStudy() =>
        new Listener<StageProgress>(p =>
            Report(
                p.Stage,
                p.Fraction,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{p.TasksDone}/{p.TasksTotal}{(p.Rate > 0 ? $", {p.Rate:n0} losses/s" : "")}"
                )
            )
        );

    private static string Count(long value) => value.ToString("n0", CultureInfo.InvariantCulture);

    /// <summary>Calls on the reporting thread: <see cref="System.Progress{T}"/> would reorder reports.</summary>
    private sealed class Listener<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    private sealed class Bars(ProgressContext context) : Progress
    {
        private readonly Lock gate = new();
        private readonly Dictionary<string, ProgressTask> tasks = new(StringComparer.Ordinal);

        public override void Report(string stage, double fraction, string detail)
        {
            lock (gate)
            {
                if (!tasks.TryGetValue(stage, out var task))
                {
                    tasks[stage] = task = context.AddTask(stage, maxValue: 1);
                }
                task.Value = fraction;
                task.Description = Markup.Escape($"{stage}  {detail}");
            }
        }
    }
}
