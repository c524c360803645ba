using Thalweg.Formats.Arrays;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Surfaces;

/// <summary>One objective on one plane: its field, the trajectory on it, and the panels that show them.</summary>
internal sealed class SurfaceView
{
    private readonly double[] _t1;
    private readonly double[] _t2;
    private readonly double[] _losses;
    private readonly double[] _logs;
    private readonly double[,] _path;
    private readonly double[] _pathLogs;
    private readonly double[] _projectedLogs;
    private readonly double _bound;
    private readonly string _place;

    /// <param name="place">Where the plane lies, for example <c>around the Ritz point</c>.</param>
    /// <param name="isOwn">Whether the loss is the one that led to the centre.</param>
    /// <param name="bound">L*.</param>
    public SurfaceView(
        SurfaceRecord record,
        VariantStyle objective,
        string place,
        bool isOwn,
        double bound,
        IReadOnlyDictionary<string, NpyArray> arrays
    )
    {
        Record = record;
        Objective = objective;
        IsOwn = isOwn;
        _place = place;
        _bound = bound;
        _t1 = arrays["t1"].Values;
        _t2 = arrays["t2"].Values;
        _losses = arrays[SliceArrays.Loss(record.Objectives, record.Slugs, objective.Label)].Values;
        _logs = [.. _losses.Select(l => StudyView.LogAbove(l, _bound))];
        var losses = arrays.TryGetValue(
            SliceArrays.Trajectory(record.Objectives, record.Slugs, objective.Label),
            out var own
        )
            ? own.Values
            : [];
        _pathLogs = [.. losses.Select(l => StudyView.LogAbove(l, _bound))];
        _projectedLogs =
            arrays.TryGetValue(SliceArrays.Projection(record.Objectives, record.Slugs, objective.Label), out var seen)
            && seen.Values.Length == losses.Length
                ? [.. seen.Values.Select(l => StudyView.LogAbove(l, _bound))]
                : [];
        _path = new double[losses.Length, 3];
        if (arrays.TryGetValue("trajectory", out var path) && path.Shape is [var count, 3] && count == losses.Length)
        {
            Buffer.BlockCopy(path.Values, 0, _path, 0, sizeof(double) * path.Values.Length);
        }
        else
        {
            (_path, _pathLogs) = (new double[0, 3], []);
        }
    }

    /// <summary>The same for the centre of a study.</summary>
    public static SurfaceView Of(
        StudyView study,
        SurfaceRecord record,
        string objective,
        IReadOnlyDictionary<string, NpyArray> arrays
    )
    {
        var centre = study.Styles[record.TrainedOn];
        return new SurfaceView(
            record,
            study.Styles.Loss(objective, record.TrainedOn),
            $"around the {centre.Name} point",
            study.IsOwn(objective, record.TrainedOn),
            study.Bounds[objective],
            arrays
        )
        {
            Centre = centre,
        };
    }

    public SurfaceRecord Record { get; }

    public VariantStyle Objective { get; }

    /// <summary>The look of the variant that was trained to the centre; that of the loss where none was.</summary>
    public VariantStyle Centre
    {
        get => field ?? Objective;
        private init;
    }

    /// <summary>True where the loss is the one that led to the centre.</summary>
    public bool IsOwn { get; }

    /// <summary>Finite logarithms of the field.</summary>
    public IEnumerable<double> Logs => _logs.Where(double.IsFinite);

    public int NotFinite => _logs.Count(double.IsNaN);

    public int NotAbove => _logs.Count(double.IsNegativeInfinity);

    public int Checkpoints => _path.GetLength(0);

    public int CheckpointsOutside =>
        Enumerable
            .Range(0, Checkpoints)
            .Count(i =>
                !(_path[i, 0] >= _t1[0] && _path[i, 0] <= _t1[^1] && _path[i, 1] >= _t2[0] && _path[i, 1] <= _t2[^1])
            );

    public bool HasCentre => _t1[0] <= 0 && _t1[^1] >= 0 && _t2[0] <= 0 && _t2[^1] >= 0;

    /// <summary>Every point of the plane with L, L − L* and the logarithm of that.</summary>
    public IEnumerable<(double T1, double T2, double Loss, double Above, double Log)> Points =>
        _logs.Select((log, k) => (_t1[k / _t2.Length], _t2[k % _t2.Length], _losses[k], _losses[k] - _bound, log));

    /// <summary>True for a strip along the path, which lies in its middle.</summary>
    public bool IsStrip => Record.Axes is [{ Name: "path" }, ..];

    public double Distance(int checkpoint) => _path[checkpoint, 2];

    public (double T1, double T2) Place(int checkpoint) => (_path[checkpoint, 0], _path[checkpoint, 1]);

    public double TrueLog(int checkpoint) => _pathLogs[checkpoint];

    /// <summary>False in records that do not tell.</summary>
    public bool HasProjections => Checkpoints > 0 && _projectedLogs.Length == Checkpoints;

    /// <summary>Where the plane shows the checkpoint.</summary>
    public double ProjectedLog(int checkpoint) => _projectedLogs[checkpoint];

    /// <summary>The scale begins at the value that this share of all points lies below, where the lowest lies much deeper: at a point that is trained
    /// to the end a few pixels would take most of its colours.</summary>
    public const double LowShare = 0.01;

    /// <summary>Decades that the lowest value may lie below that without being left out.</summary>
    private const double Stretch = 1;

    public static ColourScale Scale(IEnumerable<SurfaceView> views)
    {
        var logs = views.SelectMany(v => v.Logs).DefaultIfEmpty(0).Order().ToList();
        var (low, high) = (logs[(int)(LowShare * logs.Count)], logs[^1]);
        low = low - logs[0] > Stretch ? low : logs[0];
        return new ColourScale(
            "loss above its infimum, L − L*",
            ColourMap.Viridis,
            low,
            high > low ? high : low + 1,
            true
        );
    }

    /// <summary>The plane as a colour field with isolines at powers of ten, trajectory and trained point.</summary>
    public Panel Map(ColourScale scale, bool own)
    {
        var grid = GridOn(scale);
        var lines = Isolines(grid, scale);
        var marks = new List<Mark> { new FieldMark(Name, grid, "L − L*"), lines };
        var keep = Enumerable.Range(0, Checkpoints).Select(Place).Append((0, 0));
        marks.Add(IsolineValues.On(lines, keep));
        AddTrajectory(marks, scale, solid: false);
        return new Panel
        {
            Lead = $"{Objective.Name} loss",
            LeadInk = Objective.Ink,
            Title = _place,
            X = new Axis(SliceAxisWords.Title(Record, 0), false, _t1[0], _t1[^1]),
            Y = new Axis(SliceAxisWords.Title(Record, 1), false, _t2[0], _t2[^1]),
            Marks = marks,
            Aspect = 1,
            LinkX = "t1",
            LinkY = "t2",
            OwnScale = own ? scale : null,
        };
    }

    /// <summary>The same field as a surface whose height is the logarithm of L − L*.</summary>
    public Panel Relief(ColourScale scale)
    {
        var marks = new List<Mark> { new SurfaceMark(Name, GridOn(scale, isFloor: true), "L − L*") };
        AddTrajectory(marks, scale, solid: true);
        return new Panel
        {
            Lead = $"{Objective.Name} loss",
            LeadInk = Objective.Ink,
            Title = _place,
            X = new Axis(SliceAxisWords.Title(Record, 0), false, _t1[0], _t1[^1]),
            Y = new Axis(SliceAxisWords.Title(Record, 1), false, _t2[0], _t2[^1]),
            Z = new Axis("L − L*", false, scale.Minimum, scale.Maximum, scale.Ticks(5)),
            Marks = marks,
            Aspect = 0.85,
        };
    }

    private string Name =>
        Record.Seed is null ? $"{Objective.Name} loss {_place}" : $"{Objective.Name} loss {_place}, seed {Record.Seed}";

    // Losses at or below L* have no logarithm: they take the darkest colour, and the caption counts them.
    private Grid GridOn(ColourScale scale, bool isFloor = false) =>
        new(
            _t1,
            _t2,
            [.. _logs.Select(l => double.IsNegativeInfinity(l) || (isFloor && l < scale.Minimum) ? scale.Minimum : l)],
            true
        );

    /// <summary>Decades between isolines: so few that a map is not covered with them.</summary>
    public static double StepOf(ColourScale scale) =>
        scale.Maximum - scale.Minimum is var span && span < 1.5 ? 0.25
        : span > 12 ? Math.Ceiling(span / 10)
        : 1;

    private static IsolineMark Isolines(Grid grid, ColourScale scale)
    {
        var step = StepOf(scale);
        var first = Math.Ceiling(scale.Minimum / step) * step;
        var count = Math.Max(1, (int)Math.Floor((scale.Maximum - first) / step) + 1);
        return new IsolineMark("isolines", Ink.White, grid, first, step, count);
    }

    private void AddTrajectory(List<Mark> marks, ColourScale scale, bool solid)
    {
        double[]? heights = solid ? [.. _pathLogs.Select(l => l < scale.Minimum ? scale.Minimum : l)] : null;
        double[] x = [.. Enumerable.Range(0, Checkpoints).Select(i => _path[i, 0])];
        double[] y = [.. Enumerable.Range(0, Checkpoints).Select(i => _path[i, 1])];
        if (Checkpoints > 0)
        {
            var farthest = Enumerable.Range(0, Checkpoints).Max(i => _path[i, 2]);
            var ink = solid ? Ink.Text : Ink.White;
            marks.Add(new LineMark("trajectory", ink, x, y) { Weight = Weight.Medium, Z = heights });
            marks.Add(
                new PointsMark("checkpoint", ink, x, y)
                {
                    Size = 0.6,
                    Outline = ink,
                    Opacity =
                    [
                        .. Enumerable
                            .Range(0, Checkpoints)
                            .Select(i => farthest > 0 ? 1 - 0.75 * _path[i, 2] / farthest : 1),
                    ],
                    Values = solid ? null : [.. _pathLogs.Select(l => double.IsFinite(l) ? l : scale.Minimum)],
                    Notes = [.. Enumerable.Range(0, Checkpoints).Select(Note)],
                    Z = heights,
                }
            );
            marks.Add(
                new PointsMark("start", ink, [x[0]], [y[0]])
                {
                    Marker = Marker.OpenSquare,
                    Size = 1,
                    Z = heights?[..1],
                }
            );
        }
        if (HasCentre)
        {
            double[]? height = solid ? [CentreLog(scale)] : null;
            marks.Add(
                new PointsMark("trained point", Ink.White, [0.0], [0.0])
                {
                    Size = 0.75,
                    Outline = Ink.Black,
                    Z = height,
                }
            );
        }
    }

    private double CentreLog(ColourScale scale)
    {
        var (i, j) = (Nearest(_t1), Nearest(_t2));
        var log = _logs[i * _t2.Length + j];
        return double.IsFinite(log) ? Math.Max(log, scale.Minimum) : scale.Minimum;
    }

    private static int Nearest(double[] values) => Enumerable.Range(0, values.Length).MinBy(i => Math.Abs(values[i]));

    private string Note(int i)
    {
        var step = i < Record.TrajectorySteps.Count ? $"step {Record.TrajectorySteps[i]}, " : "";
        var loss = double.IsFinite(_pathLogs[i])
            ? Wording.Numerals.Significant(Decades.Power(_pathLogs[i]), 4)
            : "not above 0 or not finite";
        var seen =
            HasProjections && double.IsFinite(_projectedLogs[i])
                ? $"<br>on the plane {Wording.Numerals.Significant(Decades.Power(_projectedLogs[i]), 4)}"
                : "";
        return $"{step}{Wording.Numerals.Significant(_path[i, 2], 3)} from the plane<br>true L − L* = {loss}{seen}";
    }
}
