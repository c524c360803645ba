using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Tests.Synthetic;

/// <summary>What a synthetic result folder holds.</summary>
public sealed record SyntheticOptions
{
    public string[] Formulations { get; init; } = ["ritz", "galerkin"];

    public int Seeds { get; init; } = 5;

    public int Dimension { get; init; } = 1;

    public int GridPoints { get; init; } = 101;

    public double Ratio { get; init; } = 3.1;

    public double RatioLower { get; init; } = 2.6;

    public double RatioUpper { get; init; } = 3.7;

    public bool NonFinite { get; init; }

    public string[] Kinds { get; init; } = ["train", "profile", "roughness", "slice", "surface", "sweep", "comparison"];

    public string[] Warnings { get; init; } = [];
}

/// <summary>
/// A result folder made of formulas: training that converges, landscapes that are valleys, indices with intervals. Its numbers
/// mean nothing; its shapes are those of a real study.
/// </summary>
public sealed class SyntheticStudy
{
    private static readonly long[] Checkpoints = [0, 100, 300, 1000, 3000, 6000];

    private readonly SyntheticOptions _options;
    private readonly ResultStore _store;

    private SyntheticStudy(string folder, SyntheticOptions options)
    {
        _options = options;
        _store = new ResultStore(folder);
    }

    public static void Write(string folder, SyntheticOptions options)
    {
        var study = new SyntheticStudy(folder, options);
        foreach (var label in options.Formulations)
        {
            for (var seed = 1; seed <= options.Seeds; seed++)
            {
                study.WriteChain(label, (ulong)seed);
            }
        }
        study.WriteComparison();
        File.WriteAllText(Path.Combine(folder, "study.yaml"), StudyText(options));
        var processes = new[]
        {
            new RunProcess(
                "2025-01-01T00:00:00Z",
                "2025-01-01T00:00:51Z",
                51.3,
                "host",
                "Debian GNU/Linux 12",
                ".NET 10.0.0",
                "AVX2",
                2,
                2,
                null,
                "0.1.0",
                $"poisson-{options.Dimension}d"
            ),
        };
        File.WriteAllBytes(
            Path.Combine(folder, "run.json"),
            RecordJson.Write(new RunRecord(processes, new OrderedDictionary<string, RunTask>()))
        );
    }

    private static string StudyText(SyntheticOptions options) =>
        $"""
            name: poisson-{options.Dimension}d
            problem: poisson(dim={options.Dimension})
            network: resnet(width=4, blocks=1, activation=swish)  # 53 parameters
            trial: hard
            quadrature: simpson:200
            formulations: [{string.Join(", ", options.Formulations)}]
            seeds: 1..{options.Seeds}
            train:
              optimizer: adam(rate=1e-2)
              steps: 6000
            """;

    private static double Bound(string label) => label == "ritz" ? -2.4674011002723395 : 0;

    private static double Wave(double x) => Math.Sin(x * 12.9898) * 0.5 + Math.Sin(x * 4.1414) * 0.5;

    private static double Level(string label, ulong seed) =>
        (label == "ritz" ? -3.5 : -4.5) + 0.4 * Wave(seed * 3.7 + label.Length);

    private void WriteChain(string label, ulong seed)
    {
        var train = WriteTrain(label, seed);
        WriteProfile(train, label, seed);
        foreach (var objective in _options.Formulations)
        {
            foreach (var step in objective == label ? Checkpoints : Checkpoints[^1..])
            {
                WriteRoughness(train, objective, label, seed, step);
            }
        }
        if (seed == 1)
        {
            WriteSlice(train, label, seed);
            WriteSurface(train, label, seed);
            WriteSweep(train, label, seed);
        }
    }

    private string WriteTrain(string label, ulong seed)
    {
        long[] steps = [.. Enumerable.Range(0, 121).Select(i => 50L * i)];
        double At(long step, double start, double end) =>
            Math.Pow(10, end + (start - end) * Math.Exp(-step / 700.0) + 0.08 * Wave(step + 17.0 * seed));
        var level = Level(label, seed);
        double[] error = [.. steps.Select(s => At(s, 0, level))];
        double[] loss = [.. steps.Select(s => Bound(label) + At(s, 1.4, 2 * level + 2.4))];
        if (_options.NonFinite && seed == 2)
        {
            loss.AsSpan(60).Fill(double.NaN);
            error.AsSpan(60).Fill(double.PositiveInfinity);
        }
        var others = _options
            .Formulations.Where(f => f != label)
            .ToDictionary(
                f => f,
                f => (IReadOnlyList<double>)[.. steps.Select(s => Bound(f) + At(s, 1.8, 2 * level + 3.2))]
            );
        double[] gradient = [.. steps.Select(s => At(s, 1, level + 0.7))];
        var errors = new Dictionary<string, IReadOnlyList<double>>
        {
            ["relativeL2"] = error,
            ["relativeH1"] = [.. error.Select(e => 6 * e)],
        };
        var record = new TrainRecord(
            Provenance("train"),
            label,
            seed,
            53,
            "all steps done",
            6000,
            6000,
            label is "ritz" or "galerkin" ? Bound(label) : null,
            new Evaluation(
                loss[^1],
                new Dictionary<string, double> { ["interior"] = loss[^1] },
                gradient[^1],
                errors.ToDictionary(e => e.Key, e => e.Value[^1])
            ),
            new TrainingHistory(steps, loss, new Dictionary<string, IReadOnlyList<double>>(), gradient, errors, others),
            Checkpoints
        );
        return Store(
            "train",
            $"{label} {seed}",
            key => record with { Provenance = Provenance("train", key) },
            ("parameters", [53], new double[53])
        );
    }

    private void WriteProfile(string train, string label, ulong seed)
    {
        var size = Math.Pow(10, Level(label, seed));
        var n = _options.Dimension == 1 ? 201 : 41;
        double[] x = [.. Enumerable.Range(0, n).Select(i => i / (n - 1.0))];
        double Exact(double a) => Math.Sin(Math.PI * a);
        double Error(double a, double b) =>
            size * (Math.Sin((2 + seed) * Math.PI * a) + 0.4 * Wave(a * 0.3 + seed)) * Exact(b);
        (string, int[], double[])[] arrays;
        if (_options.Dimension == 1)
        {
            arrays =
            [
                ("x", [n], x),
                ("u", [n], [.. x.Select(a => Exact(a) + Error(a, 0.5))]),
                ("exact", [n], [.. x.Select(Exact)]),
                ("error", [n], [.. x.Select(a => Error(a, 0.5))]),
                ("residual", [n], [.. x.Select(a => 80 * Error(a, 0.5))]),
            ];
        }
        else
        {
            double[] Plane(Func<double, double, double> f) => [.. x.SelectMany(a => x.Select(b => f(a, b)))];
            arrays =
            [
                ("x1", [n], x),
                ("x2", [n], x),
                ("u", [n, n], Plane((a, b) => Exact(a) * Exact(b) + Error(a, b))),
                ("exact", [n, n], Plane((a, b) => Exact(a) * Exact(b))),
                ("error", [n, n], Plane(Error)),
                ("residual", [n, n], Plane((a, b) => 80 * Error(a, b))),
            ];
        }
        var description =
            _options.Dimension == 1 ? "On 201 even points of (0, 1)" : "On the plane through the centre of the cube";
        Store(
            "profile",
            $"{label} {seed}",
            key => new ProfileRecord(Provenance("profile", key), train, label, seed, _options.Dimension, description),
            arrays
        );
    }

    private void WriteRoughness(string train, string objective, string label, ulong seed, long step)
    {
        var spread =
            (
                objective == label ? 0.012
                : objective == "galerkin" ? 0.19
                : 0.015
            )
            * (1 + 0.3 * Wave(seed + (double)objective.Length))
            * (1 + 3 * Math.Exp(-step / 800.0));
        double?[] t =
        [
            .. Enumerable.Range(0, 100).Select(k => (double?)(100 * (1 + spread * 1.7 * Wave(k * 0.77 + seed)))),
        ];
        var lost = _options.NonFinite && seed == 2;
        if (lost)
        {
            t[3] = double.NaN;
            t[4] = null;
        }
        double[][] slices =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(s =>
                    Enumerable
                        .Range(0, 101)
                        .Select(i => (i - 50 + 2 * Wave(s)) * (i - 50 + 2 * Wave(s)) * 1e-6 + Bound(objective))
                        .ToArray()
                ),
        ];
        Store(
            "roughness",
            $"{objective} {label} {seed} {step}",
            key => new RoughnessRecord(
                Provenance("roughness", key),
                train,
                objective,
                label,
                seed,
                step,
                step == Checkpoints[^1],
                100,
                100,
                0.01,
                "filter",
                "zero",
                1,
                lost ? double.NaN : spread,
                lost ? double.NaN : spread * 0.82,
                lost ? double.NaN : spread * 1.25,
                "BCa bootstrap over directions, 2000 resamples",
                100,
                100 * spread,
                lost ? 1 : 0,
                lost ? 1 : 0,
                t,
                slices
            )
        );
    }

    private void WriteSlice(string train, string label, ulong seed)
    {
        const int directions = 3;
        double[] t = [.. Enumerable.Range(0, 201).Select(i => -1 + i / 100.0)];
        double[] Curves(Func<double, int, double> f) =>
            [.. Enumerable.Range(0, directions).SelectMany(d => t.Select(a => f(a, d)))];
        var arrays = new List<(string, int[], double[])> { ("t1", [t.Length], t) };
        foreach (var objective in _options.Formulations)
        {
            var scale = objective == "galerkin" ? 40 : 0.8;
            arrays.Add(
                (
                    "loss_" + objective,
                    [directions, t.Length],
                    Curves(
                        (a, d) =>
                            Bound(objective)
                            + 1e-5
                            + scale * (a * a + 0.3 * Math.Pow(Math.Sin(3 * a + d) - Math.Sin(d), 2))
                    )
                )
            );
        }
        arrays.Add(
            ("error_relativeL2", [directions, t.Length], Curves((a, d) => Math.Sqrt(1e-7 + a * a * (1 + 0.2 * d))))
        );
        Store(
            "slice",
            $"{label} {seed}",
            key => new SliceRecord(
                Provenance("slice", key),
                train,
                label,
                seed,
                6000,
                "random",
                "filter",
                "zero",
                _options.Formulations,
                Bounds()
            ),
            [.. arrays]
        );
    }

    private void WriteSurface(string train, string label, ulong seed)
    {
        var n = _options.GridPoints;
        double[] t = [.. Enumerable.Range(0, n).Select(i => -1 + 2.0 * i / (n - 1))];
        var centre = label == "ritz" ? 0.0 : 0.35;
        double Valley(double a, double b) =>
            (a + 0.8 * b) * (a + 0.8 * b) * 4
            + 0.2 * (a - b) * (a - b)
            + 0.6 * Math.Pow(Math.Sin(2.4 * a + centre) - Math.Sin(centre), 2);
        var arrays = new List<(string, int[], double[])> { ("t1", [n], t), ("t2", [n], t) };
        double[] path =
        [
            .. Checkpoints.SelectMany(
                (_, k) => new[] { 0.9 * (5 - k) / 5.0 * Math.Cos(k), -0.7 * (5 - k) / 5.0, 3.0 * (5 - k) / 5 }
            ),
        ];
        foreach (var objective in _options.Formulations)
        {
            var scale = objective == "galerkin" ? 60 : 0.5;
            double Loss(double a, double b) => Bound(objective) + 2e-5 * scale + scale * Valley(a, b);
            double[] losses =
            [
                .. t.SelectMany(a =>
                    t.Select(b => _options.NonFinite && a > 0.9 && b > 0.6 ? double.PositiveInfinity : Loss(a, b))
                ),
            ];
            arrays.Add(("loss_" + objective, [n, n], losses));
            arrays.Add(
                (
                    "trajectory_loss_" + objective,
                    [Checkpoints.Length],
                    [.. Checkpoints.Select((_, k) => Bound(objective) + 3 * scale * Math.Pow(10, -k))]
                )
            );
        }
        arrays.Add(("trajectory", [Checkpoints.Length, 3], path));
        Store(
            "surface",
            $"{label} {seed}",
            key => new SurfaceRecord(
                Provenance("surface", key),
                train,
                label,
                seed,
                6000,
                "random",
                "filter",
                "zero",
                _options.Formulations,
                Bounds(),
                Checkpoints
            ),
            [.. arrays]
        );
    }

    private void WriteSweep(string train, string label, ulong seed)
    {
        SweepRow[] rows =
        [
            .. new[] { 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1 }.Select(l => new SweepRow(
                100,
                100,
                l,
                0.012 + l * 0.3,
                0.01 + l * 0.25,
                0.015 + l * 0.36,
                1 / l,
                (0.012 + 0.3 * l) / l
            )),
        ];
        Store(
            "sweep",
            $"{label} {seed}",
            key => new SweepRecord(Provenance("sweep", key), train, label, label, seed, rows)
        );
    }

    private void WriteComparison()
    {
        var labels = _options.Formulations;
        double Index(string o, string at) =>
            o == at ? (o == "galerkin" ? 0.0104 : 0.0104 * _options.Ratio)
            : o == "galerkin" ? 0.1912
            : 0.0145;
        CrossCell[] cross =
        [
            .. labels.SelectMany(at =>
                labels.Select(o => new CrossCell(
                    o,
                    at,
                    Index(o, at),
                    Index(o, at) * 0.85,
                    Index(o, at) * 1.2,
                    [.. Enumerable.Repeat(Index(o, at), _options.Seeds)]
                ))
            ),
        ];
        var ratios = new List<RoughnessRatio>();
        const string method = "BCa bootstrap, seeds as the outer level";
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = i + 1; j < labels.Length; j++)
            {
                ratios.Add(
                    new RoughnessRatio(
                        labels[i],
                        labels[i],
                        labels[j],
                        labels[j],
                        _options.Ratio,
                        _options.RatioLower,
                        _options.RatioUpper,
                        _options.Seeds,
                        method
                    )
                );
                ratios.Add(
                    new RoughnessRatio(
                        labels[j],
                        labels[i],
                        labels[i],
                        labels[i],
                        14.2,
                        9.8,
                        19.1,
                        _options.Seeds,
                        method
                    )
                );
            }
        }
        Store(
            "comparison",
            "all",
            key => new ComparisonRecord(
                Provenance("comparison", key),
                labels,
                _options.Seeds,
                new Dictionary<string, IReadOnlyDictionary<string, double>>(),
                new Dictionary<string, double>(),
                new Dictionary<string, double?>(),
                cross,
                ratios
            )
        );
    }

    private Dictionary<string, double?> Bounds() =>
        _options.Formulations.ToDictionary(f => f, f => f is "ritz" or "galerkin" ? (double?)Bound(f) : null);

    private Provenance Provenance(string kind, string key = "") =>
        new(kind, key, 1, 1, kind == "train" ? _options.Warnings : []);

    private string Store<T>(
        string kind,
        string label,
        Func<string, T> record,
        params (string Name, int[] Shape, double[] Values)[] arrays
    )
    {
        var inputs = new JsonObject
        {
            ["problem"] = $"poisson(dim={_options.Dimension})",
            ["precision"] = "double",
            ["label"] = label,
            ["options"] = JsonSerializer.Serialize(_options.ToString(), JsonSerializerOptions.Default),
        };
        var task = new TaskIdentity(kind, 1, inputs);
        if (Array.IndexOf(_options.Kinds, kind) >= 0)
        {
            _store.Write(
                task,
                new TaskResult(
                    RecordJson.Write(record(task.Key.Hex)),
                    [.. arrays.Select(a => KeyValuePair.Create(a.Name, new NpyArray(a.Shape, a.Values)))]
                )
            );
        }
        return task.Key.Hex;
    }
}
