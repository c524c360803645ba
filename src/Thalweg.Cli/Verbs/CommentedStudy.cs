using Thalweg.Studies.Reading;

namespace Thalweg.Cli.Verbs;

/// <summary>The study that <c>thalweg init</c> writes.</summary>
internal static class CommentedStudy
{
    /// <param name="hasSchema">Whether the schema stands beside it.</param>
    public static string Text(string name, bool hasSchema) =>
        (hasSchema ? $"# yaml-language-server: $schema={SchemaLine.FileName}\n" : "")
        + $"""
            # A study: networks trained with several formulations of one problem, and what is measured at what they found.
            # Check it with `thalweg check FILE`, run it with `thalweg run FILE`; `thalweg list` says what else there is.

            # Name of the results folder.
            name: {name}

            # Equation, domain and boundary condition: thalweg list problems
            problem: poisson(dim=1)

            # The parametrised function N(x; θ): thalweg list networks, thalweg list activations
            network: resnet(width=4, blocks=1, activation=swish)

            # What stands for the solution: hard builds the boundary condition in; none needs a penalty in each formulation.
            trial: hard

            # How integrals are approximated: thalweg list quadratures
            quadrature: simpson:200

            # How the problem becomes a loss. Options go into parentheses, for example galerkin(penalty=100).
            formulations: [ritz, galerkin]

            # One network is trained for every formulation and every seed.
            seeds: 1..5

            # Seed of the random directions of all analyses.
            seed: 1

            train:
              initializer: xavier-normal
              optimizer: adam(rate=1e-2)
              schedule: step(every=1500, factor=0.4)
              # Or stop: early(metric=relativeL2, patience=1000)
              stop: never
              steps: 6000
              # Steps between recorded rows of loss, gradient norm and errors.
              record: 50
              # Steps at which the parameters are kept.
              checkpoints: [0, 100, 300, 1000, 3000, 6000]

            analyses:
              # Roughness index at every trained point, then along the training path of the first seed.
              - roughness(directions=100, intervals=100, radius=0.01, normalize=filter, bias=zero)
              - roughness(at=trajectory)
              # Roughness of each loss around the trained points of each other one.
              - cross
              # Losses along random lines and on a random plane through the trained points of the first seed.
              - slice(count=201, range=-1:1)
              - surface(count=101x101, range=-1:1,-1:1)

            """;
}
