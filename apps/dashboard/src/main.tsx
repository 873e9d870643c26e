import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiRefusal } from './api/client.ts';
import { App } from './app.tsx';
import { StandIn } from './controls/stand-in.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/page.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Only the change log outdates answers.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      // A status below 500 would come again; other failures may pass.
      retry: (failures, error) => failures < 3 && !(error instanceof ApiRefusal && error.status < 500),
    },
  },
});

const root = document.getElementById('root');
if (root) {
  const page = createRoot(root);
  // A transition, so that a slow machine paints and handles input between renders.
  startTransition(() => {
    page.render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <StandIn>
            <App />
          </StandIn>
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
