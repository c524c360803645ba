using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Studies whose trainings change their weights compare them on one loss.</summary>
public sealed class WeightedStudyTests
{
    private const string Text = """
        name: weighted
        problem: burgers
        network: mlp(width=4, depth=2, activation=tanh)
        trial: none
        quadrature: sobol:40
        formulations: ["galerkin(penalty=3)"]
        seeds: 1
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 5, checkpoints: [0, 10] }
        compare: { weighting: [fixed, grad-norm(every=4), rba, augmented-lagrangian(every=6), config] }
        """;

    [Fact]
    public void Ends_have_the_stated_weights_and_rows_their_own()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var study = StudyReader.Read(Text, "a.yaml");
        var plan = StudyRunner.Run(new StudyRun(study, folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        var trains = plan.Tasks.Where(t => t.Kind == "train").ToList();
        Assert.Equal(5, trains.Count);
        var objective = Assert.IsType<PdeObjective>(study.Variants[0].Source.Create());
        for (var v = 0; v < trains.Count; v++)
        {
            var stored = store.TryRead(trains[v].Key, out _)!;
            var record = RecordJson.Read<TrainRecord>(stored.Record);
            var arrays = NpzFile.Read(stored.ArraysPath!).ToDictionary();
            var (loss, terms) = (new double[1], new double[3]);
            objective.Values(arrays["parameters"].Values, loss, terms, default, WorkerTeam.Sequential);
            Assert.Equal(loss[0], record.Final.Loss);
            Assert.Equal(terms, record.Final.Terms.Values);
            var changes = v is 1 or 2 or 3;
            Assert.Equal(changes, record.History.Weights is not null);
            Assert.Equal(changes, arrays.ContainsKey("weights"));
            if (changes)
            {
                Assert.Equal(objective.TermNames, record.History.Weights!.Keys);
                Assert.NotEqual(record.Final.Loss, record.History.Loss[^1]);
                Assert.Equal([3, 3], arrays["weights"].Shape);
                Assert.Equal(record.History.Weights.Values.Select(w => w[^1]), arrays["weights"].Values[6..]);
                var expected =
                    v == 1 ? 3
                    : v == 2 ? objective.PointCount
                    : 1 + objective.PointCount - objective.TermPoints[0];
                Assert.Equal(expected, arrays["factors"].Values.Length);
            }
            else
            {
                Assert.Equal(record.Final.Loss, record.History.Loss[^1]);
            }
        }
    }

    [Fact]
    public void Landscapes_with_final_weights_stand_beside_those_with_the_stated_ones()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var study = StudyReader.Read(
            Text
                + """

                analyses:
                  - slice(count=3, lines=1, weights=final)
                  - surface(count=3x3, weights=final)
                  - spectrum(weights=final)
                  - density(vectors=2, steps=4, nodes=4, weights=final)
                """,
            "a.yaml"
        );
        var plan = StudyRunner.Run(new StudyRun(study, folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        var trains = Stored("train").ConvertAll(t => RecordJson.Read<TrainRecord>(t.Record));
        var (slices, surfaces, spectra) = (Stored("slice"), Stored("surface"), Stored("spectrum"));
        Assert.Equal((5, 5, 8, 8), (slices.Count, surfaces.Count, spectra.Count, Stored("density").Count));
        for (var v = 0; v < trains.Count; v++)
        {
            var changes = v is 1 or 2 or 3;
            var history = trains[v].History;
            var slice = RecordJson.Read<SliceRecord>(slices[v].Record);
            string[] names = ["galerkin(penalty=3)", "galerkin(penalty=3), final weights"];
            Assert.Equal(changes ? names : names[..1], slice.Objectives);
            var (line, plane) = (slices[v].ReadArrays(), surfaces[v].ReadArrays());
            Assert.Equal(trains[v].Final.Loss, line[SliceArrays.Loss(slice.Slugs![0])].Values[1]);
            var curved = spectra
                .ConvertAll(s => RecordJson.Read<SpectrumRecord>(s.Record))
                .FindAll(s => s.TrainKey == trains[v].Provenance.Key);
            Assert.Equal(changes ? 2 : 1, curved.Count);
            if (changes)
            {
                // The last row is the loss of the end point with the last weights, to the bit.
                Assert.Equal(history.Loss[^1], line[SliceArrays.Loss(slice.Slugs[1])].Values[1]);
                Assert.Equal(history.Loss[^1], plane[SliceArrays.Loss(slice.Slugs[1])].Values[4]);
                Assert.Equal(history.GradientNorm[^1], curved[1].GradientNorm, 1e-14 * history.GradientNorm[^1]);
                Assert.NotEqual(curved[0].Largest, curved[1].Largest);
            }
        }

        List<StoredResult> Stored(string kind) =>
            plan.Tasks.Where(t => t.Kind == kind).Select(t => store.TryRead(t.Key, out _)!).ToList();
    }

    [Fact]
    public void Final_weights_need_a_training_that_changes_them()
    {
        var text = Text.Replace(
            "weighting: [fixed, grad-norm(every=4), rba, augmented-lagrangian(every=6), config]",
            "weighting: [fixed, config]",
            StringComparison.Ordinal
        );
        foreach (var analysis in new[] { "slice", "surface", "spectrum", "density", "trace", "sharpness" })
        {
            var fault = Assert.Throws<InputException>(() =>
                StudyReader.Read($"{text}\nanalyses: [\"{analysis}(weights=final)\"]\n", "a.yaml")
            );
            Assert.StartsWith(
                "weights=final needs a training that changes its weights",
                fault.Message,
                StringComparison.Ordinal
            );
        }
    }
}
