using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Where the eigenvalues lie, with the band that random vectors leave, in units of eigenvalues.</summary>
internal static class DensityFigure
{
    private const double RootTwoPi = 2.5066282746310002;

    // Below it nothing is drawn: a tenth of one eigenvalue.
    private const double Floor = 0.1;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var densities = study
            .Results.Densities.Select(r => new Density(r, study))
            .Where(d => d.Nodes.Count > 0)
            .ToList();
        if (densities.Count == 0)
        {
            yield break;
        }
        var losses = densities.Select(d => d.Record.Objective).Distinct().ToList();
        var first = densities[0].Record;
        var figure = new Figure
        {
            Id = "spectral-density",
            Title = "Where eigenvalues lie",
            Description =
                "Spectral density of the Hessian of each loss at the trained points, as the number of eigenvalues about every λ, on axes that are logarithmic.",
            Panels =
            [
                .. losses.Select(loss => Panel(study, loss, [.. densities.Where(d => d.Record.Objective == loss)])),
            ],
            Columns = Math.Clamp(losses.Count, 1, 3),
        };
        yield return new Exhibit(
            figure,
            $"Density of the eigenvalues at the trained points, estimated from {Numerals.Integer(first.Vectors)} random vectors with {Numerals.Integer(first.Steps)} "
                + $"products each (stochastic Lanczos quadrature); bands are 95 % intervals at each λ over such vectors. Every eigenvalue is spread by a Gaussian of {Numerals.Short(100 * first.RelativeWidth)} % of "
                + "the range: a curve of height 1 is one eigenvalue alone, of height 10 are ten within that width. The axis is linear up to it and logarithmic beyond, upwards and downwards; nothing is told apart within "
                + $"it.{(densities.Exists(d => !d.Record.IsExact) ? " Products are differences of gradients, whose error the bands do not hold." : "")}",
            Points(densities),
            study.ArrayLinks(densities.Select(d => ($"{d.Name}, {d.Record.Objective}", d.Record.Provenance.Key)))
        );
    }

    private static Panel Panel(StudyView study, string objective, List<Density> densities)
    {
        var style = study.Styles.Loss(objective);
        var scale = new SymmetricScale(
            densities.Max(d => d.Record.Width),
            densities.Min(d => d.Nodes[0]),
            densities.Max(d => d.Nodes[^1])
        );
        var named = new HashSet<string>();
        return new Panel
        {
            Title = "eigenvalues within a width",
            X = scale.Axis("λ"),
            Y = new Axis(
                "number of eigenvalues",
                true,
                Floor,
                Decades.Power(Math.Ceiling(Decades.Log10(densities.Max(d => d.Highest))))
            ),
            Marks =
            [
                .. densities.Select(d => d.Band(scale)),
                .. densities.Select(d => d.Curve(scale, isNamed: named.Add(d.Style.Label))),
            ],
            Lead = $"{style.Name} loss",
            LeadInk = style.Ink,
        };
    }

    private static CsvTable Points(List<Density> densities)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "lambda",
            "density",
            "lower",
            "upper",
            "eigenvalues"
        );
        foreach (var density in densities)
        {
            var r = density.Record;
            for (var i = 0; i < density.Nodes.Count; i++)
            {
                table.Add(
                    r.Objective,
                    r.TrainedOn,
                    r.Seed,
                    r.Step,
                    density.Nodes[i],
                    density.Values[i],
                    density.Lower[i],
                    density.Upper[i],
                    density.Unit * density.Values[i]
                );
            }
        }
        return table;
    }

    /// <summary>One density with its arrays and the look of the variant that was trained.</summary>
    private sealed class Density(DensityRecord record, StudyView study)
    {
        public VariantStyle Style { get; } = study.Styles[record.TrainedOn];

        public DensityRecord Record => record;

        public string Name => $"{Style.Name}, seed {record.Seed}";

        public IReadOnlyList<double> Nodes { get; } = Array(record, study, "nodes");

        public IReadOnlyList<double> Values { get; } = Array(record, study, "density");

        public IReadOnlyList<double> Lower { get; } = Array(record, study, "lower");

        public IReadOnlyList<double> Upper { get; } = Array(record, study, "upper");

        /// <summary>Eigenvalues for each unit of density: one alone has the height 1.</summary>
        public double Unit => record.Parameters * record.Width * RootTwoPi;

        public double Highest => Math.Max(1, Unit * Upper.Max());

        public BandMark Band(SymmetricScale scale) =>
            new(
                $"{Name}, 95 %",
                Style.Ink,
                [.. Nodes.Select(scale.At)],
                [.. Lower.Select(at => Math.Max(Floor, Unit * at))],
                [.. Upper.Select(at => Unit * at < Floor ? double.NaN : Unit * at)]
            )
            {
                Opacity = 0.18,
            };

        public LineMark Curve(SymmetricScale scale, bool isNamed) =>
            new(
                Name,
                Style.Ink,
                [.. Nodes.Select(scale.At)],
                [.. Values.Select(at => Unit * at < Floor ? double.NaN : Unit * at)]
            )
            {
                Dash = Style.Dash,
                Label = isNamed ? Style.Name : null,
            };

        private static IReadOnlyList<double> Array(DensityRecord record, StudyView study, string name) =>
            study.All.Arrays(record.Provenance.Key).TryGetValue(name, out var array) ? array.Values : [];
    }
}
