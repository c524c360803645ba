namespace Thalweg.Networks.Activations;

/// <summary>Makes something of an activation's function, which it is given as a type, so that kernels inline it.</summary>
internal interface IActivationUser<out TResult>
{
    TResult Use<TFunction>()
        where TFunction : struct, IActivationFunction;
}
